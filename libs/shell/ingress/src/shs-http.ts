import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { shsHttpError, type ShsErrorCode, type ShsProblem } from '@ssbtek/shs';
import type { HttpReply } from './http-reply';

/** Where SHS messages go (architecture 2). */
export const SHS_PATH = '/shs';

/**
 * Bytes of a whole message: a question of the size that SOAP has (256 KiB) in base64 with line breaks, a label of
 * 64 KiB, and the MIME headers around them.
 */
export const MAX_MESSAGE_BYTES = 448 * 1024;

const FORMS = /^(?:message\/rfc822|multipart\/mixed)(?:\s*;|\s*$)/i;

/** The two forms of an SHS message over HTTP (sources.md 3.1). */
export const isShsContentType = (contentType: string): boolean => FORMS.test(contentType.trim());

/** Lets SHS messages in as they are, at their own address only. */
export function acceptShs(fastify: FastifyInstance): void {
  const options = { parseAs: 'buffer', bodyLimit: MAX_MESSAGE_BYTES } as const;
  fastify.addContentTypeParser(FORMS, options, (request, body, done) => {
    if (request.routeOptions.url === SHS_PATH) done(null, body);
    else done(new UnsupportedMediaTypeException());
  });
}

/** The texts are for the integrator. */
const REFUSALS: Readonly<Record<number, readonly [ShsErrorCode, string]>> = {
  405: ['OtherError', 'POST an SHS message here'],
  413: ['IllegalMessageStructure', `The message is larger than ${MAX_MESSAGE_BYTES} bytes`],
  415: [
    'IllegalMessageStructure',
    'The message must be sent as message/rfc822 or multipart/mixed, uncompressed',
  ],
  500: ['OtherError', 'Unexpected error'],
  503: ['OtherError', 'There is too much to do; send the message again in a second'],
};

/** An SHS error with the HTTP layer's own status, where the layer has a better one than 400. */
export function shsRefusal(status: number): HttpReply {
  const [code, info] = REFUSALS[status] ?? ['OtherError', 'The request was refused'];
  return { ...shsHttpReply({ code, info }), status };
}

/** An SHS error in the HTTP form (sources.md 3.1, form a). */
export const shsHttpReply = (problem: ShsProblem): HttpReply => shsHttpError(problem);

/** True for requests to the SHS door, whatever became of them. */
export const isShsPath = (path: string): boolean => /^\/+shs\/*(?:\?|$)/i.test(path);
