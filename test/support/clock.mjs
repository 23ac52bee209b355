import process from 'node:process';

/** Loaded before a process of the mesh: its clock is as many ms off as TEST_CLOCK_OFF_MS says. */
const off = Number(process.env.TEST_CLOCK_OFF_MS ?? 0);
const RightDate = Date;
globalThis.Date = class extends RightDate {
  constructor(...given) {
    if (given.length === 0) super(RightDate.now() + off);
    else super(...given);
  }

  static now() {
    return RightDate.now() + off;
  }
};
