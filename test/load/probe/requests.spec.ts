import { expect, it } from 'vitest';
import { RequestCounter } from './requests.ts';

function framed(kind: number, size: number): Buffer {
  const request = Buffer.alloc(size + 4);
  request.writeInt32BE(size, 0);
  request.writeInt16BE(kind, 4);
  return request;
}

const written = Buffer.concat([framed(0, 300), framed(1, 40), framed(8, 2), framed(3, 17), framed(0, 5)]);

it.each([1, 3, 7, 100, 1000])('counts requests however they are cut: pieces of %i bytes', (size) => {
  const counter = new RequestCounter();
  const connection = {};
  for (let at = 0; at < written.length; at += size) counter.saw(connection, written.subarray(at, at + size));
  expect(counter.counts).toEqual({ produce: 2, fetch: 1, commit: 1, other: 1 });
});
