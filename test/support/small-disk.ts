import { execFile } from 'node:child_process';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SIZE_MIB = 256;
const CHUNK = Buffer.alloc(2 ** 20, 1);

/** A disk of 256 MiB that can be filled up. Needs root: it is a file system in memory. */
export class SmallDisk {
  private constructor(private readonly folder: string) {}

  /** Whether this machine lets file systems be mounted. */
  static async isAllowed(folder: string): Promise<boolean> {
    try {
      await (await SmallDisk.make(folder)).remove();
      return true;
    } catch {
      return false;
    }
  }

  static async make(folder: string): Promise<SmallDisk> {
    await mkdir(folder, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'ssbtek-test', folder]);
    return new SmallDisk(folder);
  }

  /** Leaves no room for a byte. */
  async fill(): Promise<void> {
    const file = await open(this.filler, 'w');
    try {
      for (let i = 0; i <= SIZE_MIB; i += 1) await file.write(CHUNK);
      throw new Error('the disk does not fill up');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      await file.close();
    }
  }

  async clear(): Promise<void> {
    await rm(this.filler);
  }

  async remove(): Promise<void> {
    await run('umount', ['-l', this.folder]);
    await rm(this.folder, { recursive: true });
  }

  private get filler(): string {
    return join(this.folder, 'filler');
  }
}
