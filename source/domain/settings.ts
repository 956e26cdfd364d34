/** Where a theme is not asked for, it is chosen by the terminal's background. */
export const themeNames = ['auto', 'dark', 'light', 'high-contrast', '16-colours', 'none'] as const;
export type ThemeName = (typeof themeNames)[number];

/** How a person who looks elsewhere is told that something needs them. */
export const notifications = ['none', 'bell', 'osc9', 'osc777', 'osc99'] as const;
export type Notification = (typeof notifications)[number];

/**
What the operator has set for the screen. What is not set has its default.
*/
export type Settings = {
	readonly theme: ThemeName;
	/** `auto`: by whether the terminal takes UTF-8. */
	readonly glyphs: 'auto' | 'unicode' | 'ascii';
	readonly mouse: boolean;
	/** `full`: what takes long has something that turns. */
	readonly motion: 'reduced' | 'full';
	readonly screenReader: boolean;
	readonly notify: Notification;
	/** Nobody is told of anything outside the screen, whatever `notify` says. */
	readonly quiet: boolean;
	/** Whether the count of what needs a person is given to the multiplexer, for its status line. */
	readonly multiplexerBadge: boolean;
	/** Keys by the ids of bindings; those that are not named have the keys of the table. */
	readonly keys: Readonly<Record<string, readonly string[]>>;
};

export const defaultSettings: Settings = {
	theme: 'auto',
	glyphs: 'auto',
	mouse: true,
	motion: 'reduced',
	screenReader: false,
	notify: 'bell',
	quiet: false,
	multiplexerBadge: false,
	keys: {},
};

/** Something in the file of settings that was not taken; the last good value, or the default, stands instead. */
export type SettingProblem = {
	/** The setting, or nothing where the file as a whole cannot be read. */
	readonly name: string | undefined;
	/** What was expected, what came, and what to do. */
	readonly text: string;
};
