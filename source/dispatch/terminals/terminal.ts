export type Platform = 'linux' | 'macos' | 'wsl';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Opening = {
	/** One line, that begins with no dash. */
	readonly title: string;
	/** Of whoever opens it. */
	readonly environment: Environment;
	readonly platform: Platform;
	/** Where its program was found. */
	readonly program: string;
};

type Words = readonly [string, ...string[]];

/**
A program that windows with a terminal in them can be opened with, on somebody's desktop.
*/
export type Terminal = {
	/** What the settings and `--terminal` call it. */
	readonly id: string;
	readonly label: string;
	/** Whether what has this environment runs in it. */
	readonly isOurs: (environment: Environment) => boolean;
	/**
	What is there where it is installed, by platform: names on the PATH or absolute paths, of which one is enough. Under WSL those of Linux
	are looked for too.
	*/
	readonly programs: Readonly<Partial<Record<Platform, Words>>>;
	/**
	What opens a window that runs a program with its arguments, never through a shell of ours; `undefined` where these words could not be
	handed over unharmed.
	*/
	readonly command: (run: Words, opening: Opening) => Words | undefined;
};
