import { CallerGone, type Asking } from './asking';
import type { PendingInquiries } from './pending';

/** Inquiries without a caller that may be under way for each question that may be in work. */
const LEFT_PER_PLACE = 10;

/** Callers who go while their inquiry is under way. */
export class Leaving {
  private leftBehind = 0;

  constructor(
    private readonly pending: PendingInquiries,
    private readonly maxInFlight: number,
  ) {}

  /**
   * What comes of waiting, or {@link CallerGone} as soon as the caller goes. What was asked goes on in the mesh until
   * its end: so that asking and going is not a way to have any amount of work there, callers of more than so many
   * inquiries keep their place until then.
   */
  async unlessGone<T>({ inquiryId, back: { gone } }: Asking, answer: Promise<T>): Promise<T> {
    const went = Promise.withResolvers<never>();
    const leave = (): void => {
      this.pending.leave(inquiryId);
      if (this.leftBehind >= LEFT_PER_PLACE * this.maxInFlight) return;
      this.leftBehind += 1;
      void answer.finally(() => (this.leftBehind -= 1));
      went.reject(new CallerGone(true));
    };
    if (gone.aborted) leave();
    else gone.addEventListener('abort', leave, { once: true });
    const outcome = await Promise.race([answer, went.promise]);
    gone.removeEventListener('abort', leave);
    if (gone.aborted) throw new CallerGone(true);
    return outcome;
  }
}
