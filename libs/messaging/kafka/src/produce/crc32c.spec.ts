import { expect, it } from 'vitest';
import { crc32c } from './crc32c';

it('a checksum is CRC-32C, wherever it begins and ends', () => {
  const text = Buffer.from('..123456789...');
  expect(crc32c(text, 2, 11)).toBe(0xe3069283);
  expect(crc32c(Buffer.alloc(32), 0, 32)).toBe(0x8a9136aa);
  expect(crc32c(Buffer.alloc(32, 0xff), 0, 32)).toBe(0x62a8ab43);
  expect(crc32c(text, 4, 4)).toBe(0);
});
