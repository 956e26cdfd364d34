import {readFile} from 'node:fs/promises';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {expect, test} from 'vitest';
import {graphemesOf} from '../../source/client/graphemes.js';
import {widthOf} from '../../source/client/text.js';
import {anyText} from '../helpers/any-text.js';
import {extent} from '../helpers/extent.js';

const segmenter = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

/** Characters of the first plane: every thirteenth, and where there is time for it all of them. */
const step = extent(13, 1);
const characters = Array.from({length: Math.floor(0x1_0000 / step)}, (_, index) => String.fromCharCode(index * step));

test('each character is taken apart from its neighbours as Unicode takes it apart', () => {
	const wrong = characters.filter(character => {
		const text = `a${character}${character}é─日한${character}`;
		const found = [...graphemesOf(text)].map(({segment, index}) => `${index} ${segment}`);
		const real = [...segmenter.segment(text)].map(({segment, index}) => `${index} ${segment}`);
		return found.join('|') !== real.join('|');
	});

	expect(wrong).toEqual([]);
});

test('any text is taken apart as Unicode takes it apart', () => {
	fc.assert(
		fc.property(fc.oneof(anyText, fc.string({unit: 'grapheme'})), fc.nat(20), (text, place) => {
			expect([...graphemesOf(text)]).toEqual([...segmenter.segment(text)]);
			expect(graphemesOf(text).containing(place)).toEqual(segmenter.segment(text).containing(place));
		}),
	);
});

test('a character is as wide as it is measured to be, whether it has to be measured or not', () => {
	expect(characters.filter(character => widthOf(character) !== stringWidth(character))).toEqual([]);
	expect(characters.filter(each => widthOf(`${each}${each}─`) !== stringWidth(`${each}${each}─`))).toEqual([]);
});

test('no package that the screen is bundled with makes a segmenter of its own, which every start would wait for', async () => {
	const dist = new URL('../../dist/', import.meta.url);
	const door = await readFile(new URL('maestro-tui.js', dist), 'utf8');
	const parts = [...door.matchAll(/"\.\/(part-[^"]+)"/g)].map(([, name = '']) => readFile(new URL(name, dist), 'utf8'));
	const bundle = [door, ...(await Promise.all(parts))].join('\n');

	expect(bundle).toContain('granularity:"grapheme"');
	expect(bundle).not.toMatch(/new\s+Intl\.Segmenter/);
});
