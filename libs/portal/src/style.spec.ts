import { describe, expect, it } from 'vitest';
import { DARK, ICON, LIGHT, STYLE, type Palette } from './style';

const channel = (hex: string): number => {
  const value = parseInt(hex, 16) / 255;
  return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
/** Relative luminance, WCAG 2.2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[0-9a-f]{2}/g) ?? []).map(channel);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const TEXTS: ReadonlyArray<readonly [keyof Palette, readonly (keyof Palette)[]]> = [
  ['text', ['ground', 'raised']],
  ['muted', ['ground', 'raised']],
  ['link', ['ground', 'raised']],
  ['good', ['ground', 'raised']],
  ['warn', ['ground', 'raised']],
  ['bad', ['ground', 'raised']],
  ['onBar', ['bar']],
];

describe.each([
  ['light', LIGHT],
  ['dark', DARK],
])('colours in the %s', (_, palette) => {
  it.each(TEXTS)('%s can be read on its grounds', (text, grounds) => {
    for (const ground of grounds)
      expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('show the borders of fields, and what has the focus', () => {
    for (const mark of ['line', 'link'] as const)
      for (const ground of ['ground', 'raised'] as const)
        expect(contrast(palette[mark], palette[ground])).toBeGreaterThanOrEqual(3);
  });
});

it('contrast is told as WCAG tells it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1);
});

describe('the style sheet', () => {
  it('fetches nothing, follows the reader’s choice of colours, and shows the focus', () => {
    expect(STYLE).not.toMatch(/url\(|@import|@font-face/);
    expect(STYLE).toContain('@media (prefers-color-scheme: dark)');
    expect(STYLE).toMatch(/:focus-visible \{ outline: 3px/);
    expect(STYLE).not.toMatch(/outline: (?:none|0)(?!;? \})/);
  });

  it('uses only colours of the palettes', () => {
    const used = [...STYLE.matchAll(/var\(--(\w+)\)/g)].map(([, name = '']) => name);
    expect(used.filter((name) => !(name in LIGHT))).toEqual([]);
    expect(STYLE.match(/#[0-9a-f]{3,8}\b/g)?.toSorted()).toEqual(
      [...Object.values(LIGHT), ...Object.values(DARK)].toSorted(),
    );
  });
});

it('the icon is drawn here', () => {
  expect(ICON).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(ICON).not.toMatch(/href|<script|<style/);
});
