import { Catch, type RpcExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands a handler's error on as it is. Nest's own filter makes one unknown error of all: the bus could not tell a
 * message that cannot be read from a broker that is away, and would give up messages that only had to wait.
 */
@Catch()
export class ErrorsAsTheyAre implements RpcExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
