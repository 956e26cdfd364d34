import type {Surroundings, TerminalLook} from '../client/state/surroundings.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
What the variables of a terminal say about what it can show. Where they say nothing, it is a terminal of today: UTF-8, and sixteen colours.
*/
export const lookOf = (
	environment: Environment,
): Omit<TerminalLook, 'isSpoken'> & Pick<Surroundings, 'background'> => ({
	colourDepth: depthOf(environment),
	isUtf8: takesUtf8(environment),
	isColourless: (environment.NO_COLOR ?? '') !== '',
	background: backgroundOf(environment),
});

const depthOf = ({TERM = '', COLORTERM = ''}: Environment): number => {
	if (TERM === 'dumb' || /^vt(?:52|100|102)\b/.test(TERM)) {
		return 1;
	}

	if (/^(?:truecolor|24bit)$/i.test(COLORTERM) || TERM.endsWith('-direct')) {
		return 24;
	}

	return /256colou?r|kitty|ghostty|alacritty|wezterm|foot|contour/.test(TERM) ? 8 : 4;
};

/** The first of them that is set decides, as everywhere. */
const takesUtf8 = ({LC_ALL, LC_CTYPE, LANG}: Environment): boolean => {
	const locale = [LC_ALL, LC_CTYPE, LANG].find(value => value !== undefined && value !== '');
	return locale === undefined || /utf-?8/i.test(locale);
};

/** Some terminals say `foreground;background` in numbers of the sixteen colours; seven and those above the dark grey are light. */
const backgroundOf = ({COLORFGBG}: Environment): Surroundings['background'] => {
	const last = /;(\d{1,2})$/.exec(COLORFGBG ?? '')?.[1];
	return last === undefined ? undefined : Number(last) === 7 || Number(last) > 8 ? 'light' : 'dark';
};
