import {expect, test} from 'vitest';
import {initialState} from '../../source/client/state/index.js';
import {marker} from '../../source/views/rows.js';
import {themeOf} from '../../source/views/theme-of.js';

const theme = themeOf(initialState);
const {attention, dim} = theme.text;

for (const [title, place, text, style] of [
	['a selected row has a mark in the colour of what keys go to', {isSelected: true}, '›', theme.text.marker],
	['its mark steps back while keys go to the pane beside the list', {isSelected: true, isAside: true}, '›', dim],
	[
		'a row that is marked for acting on looks so, whether it is selected',
		{isSelected: true, isMarked: true},
		'»',
		attention,
	],
	['or not', {isSelected: false, isMarked: true}, '✓', attention],
	['and wherever keys go', {isSelected: false, isMarked: true, isAside: true}, '✓', attention],
] as const) {
	test(title, () => {
		expect(marker(place, theme)).toEqual({text, width: 1, style});
	});
}
