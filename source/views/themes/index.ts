import {day} from './day.js';
import {night} from './night.js';
import {plain} from './plain.js';
import type {Theme} from './theme.js';

// The order here is the order that the operator sees. The first one is used unless another is asked for.
export const themes: readonly Theme[] = [night, day, plain];

type Wishes = {
	/** `--theme`, or what the settings say. */
	readonly name?: string | undefined;
	/** Whether `NO_COLOR` is set, or the terminal has none. */
	readonly isColourless: boolean;
};

/**
The theme by that name; without a name `plain` where there are to be no colours.
*/
export const chooseTheme = ({name, isColourless}: Wishes): Theme | undefined =>
	name === undefined ? (isColourless ? plain : night) : themes.find(({id}) => id === name);
