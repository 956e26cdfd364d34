import {render} from 'ink';
import type {Client} from '../client/client.js';
import type {Timer} from '../keymap/burst.js';
import {App} from './app.js';
import {ClientContext} from './hooks/use-client.js';
import {ThemeContext} from './hooks/use-theme.js';
import type {Theme} from './themes/theme.js';

type Options = {
	readonly client: Client;
	readonly theme: Theme;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** By which keys are told from typing; the real time unless given. */
	readonly timer?: Timer | undefined;
};

type MountedScreen = {
	readonly waitUntilExit: () => Promise<void>;
	/** Gives the terminal back, as it was. */
	readonly unmount: () => void;
};

/**
Draws the screen on a terminal until the operator leaves or it is unmounted; however it ends, the terminal is as it was before.
*/
export const mountScreen = ({client, theme, stdin, stdout, stderr, timer = realTimer}: Options): MountedScreen => {
	const measure = (): void => {
		client.store.send({event: 'terminal:resized', data: {columns: stdout.columns || 80, rows: stdout.rows || 24}});
	};

	measure();
	stdout.on('resize', measure);

	const {waitUntilExit, unmount} = render(
		<ClientContext value={client}>
			<ThemeContext value={theme}>
				<App timer={timer} />
			</ThemeContext>
		</ClientContext>,
		{
			stdin,
			stdout,
			stderr,
			alternateScreen: true,
			incrementalRendering: true,
			// A terminal is a terminal: a CI variable in somebody's environment must not switch the screen off.
			interactive: true,
			exitOnCtrlC: false,
			patchConsole: false,
			// All changes of one turn are drawn together, which with React's older mode they are not.
			concurrent: true,
			// A key is drawn at once; what comes from outside is held back where it enters.
			maxFps: 1000,
		},
	);

	return {
		async waitUntilExit() {
			await waitUntilExit();
			stdout.off('resize', measure);
		},
		unmount,
	};
};

const realTimer: Timer = {
	clock: () => performance.now(),
	schedule(milliseconds, run) {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
};
