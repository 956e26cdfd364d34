import {render} from 'ink';
import type {Client} from '../client/client.js';
import type {Timer} from '../keymap/burst.js';
import {keepSelection} from '../keymap/keep-selection.js';
import {App} from './app.js';
import {createCellScreen} from './cells/cell-screen.js';
import {createPlainScreen} from './cells/plain-screen.js';
import {ClientContext} from './hooks/use-client.js';
import {GroundContext} from './hooks/use-terminal.js';
import {createReportTaker} from './input/take-report.js';
import {createTerminalInput} from './input/terminal-input.js';
import {keepListStart} from './list-start.js';
import {createPointer} from './pointer.js';

type Options = {
	readonly client: Client;
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	/** Whether writing to the terminal waits for it; while the screen has it, it does not. */
	readonly setWaiting?: ((waits: boolean) => void) | undefined;
	/** Stops the program as a job of its shell; resolves when it goes on. Without it, it goes on at once. */
	readonly stopProgram?: (() => Promise<void>) | undefined;
	/** By which keys are told from typing; the real time unless given. */
	readonly timer?: Timer | undefined;
};

export type MountedScreen = {
	readonly waitUntilExit: () => Promise<void>;
	/** Gives the terminal back, as it was. */
	readonly unmount: () => void;
	/** The program went on after somebody else had stopped it, and the terminal may be any other than it was left. */
	readonly comeBack: () => void;
	/** What still gives the terminal back where there is no time to unmount: to be sent at once, and the last thing that is sent. */
	readonly farewell: () => string;
};

/** A line that does not take the last words in this time is not waited for. */
const leaveWithinMs = 2000;

/**
Draws the screen on a terminal until the operator leaves or it is unmounted; however it ends, the terminal is as it was before.
*/
export const mountScreen = ({
	client,
	stdin,
	stdout,
	stderr,
	setWaiting = () => {},
	stopProgram = async () => {},
	timer = realTimer,
}: Options): MountedScreen => {
	const measure = (): void => {
		client.store.send({event: 'terminal:resized', data: {columns: stdout.columns || 80, rows: stdout.rows || 24}});
	};

	measure();
	stdout.on('resize', measure);
	setWaiting(false);
	const {isSpoken} = client.store.get().surroundings.terminal;
	const cells = isSpoken ? createPlainScreen(stdout) : createCellScreen({target: stdout, timing: realTimer});

	const leaveLists = keepListStart(client.store);
	const leaveSelection = keepSelection(client.store);
	const input = createTerminalInput(stdin);
	const takeReport = createReportTaker({
		store: client.store,
		point: createPointer({client, clock: timer.clock}),
	});
	input.onReport(sequence => {
		cells.hear(sequence);
		takeReport(sequence);
	});

	const {waitUntilExit, unmount} = render(
		<ClientContext value={client}>
			<GroundContext value={{cells, setWaiting, stopProgram}}>
				<App timer={timer} />
			</GroundContext>
		</ClientContext>,
		{
			stdin: input.stdin,
			stdout: cells.stdout,
			stderr,
			// What is read aloud is read line by line, and can be read again.
			alternateScreen: !isSpoken,
			isScreenReaderEnabled: isSpoken,
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

	const farewell = (): string => {
		stdout.off('resize', measure);
		return cells.farewell();
	};

	return {
		async waitUntilExit() {
			try {
				await waitUntilExit();
			} finally {
				leaveLists();
				leaveSelection();
				await cells.settled(leaveWithinMs);
				setWaiting(true);
				const last = farewell();
				if (last !== '') {
					stdout.write(last);
				}
			}
		},
		unmount: () => void cells.settled(leaveWithinMs).then(() => unmount()),

		comeBack() {
			// Node believes that the terminal is as it made it, and would not tell it again.
			if (stdin.isRaw) {
				stdin.setRawMode(false);
				stdin.setRawMode(true);
			}

			cells.redraw();
		},
		farewell,
	};
};

const realTimer: Timer = {
	clock: () => performance.now(),
	schedule(milliseconds, run) {
		const timer = setTimeout(run, milliseconds);
		return () => clearTimeout(timer);
	},
};
