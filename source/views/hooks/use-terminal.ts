import {setImmediate as turn} from 'node:timers/promises';
import {useApp, useStdin} from 'ink';
import {createContext, useContext, useEffect} from 'react';
import type {CellScreen} from '../cells/cell-screen.js';
import {useClient} from './use-client.js';

/** What of the terminal is handed to the screen that is mounted on it. */
export type Ground = {
	readonly cells: CellScreen;
	/** Whether writing waits for the terminal, as every other program expects that is started on it. */
	readonly setWaiting: (waits: boolean) => void;
	/** Stops the program; resolves when it goes on. */
	readonly stopProgram: () => Promise<void>;
};

export const GroundContext = createContext<Ground | undefined>(undefined);

/** An answer that is on its way would be taken for keys by whoever has the terminal then. */
const answersWithinMs = 2000;

/** Lets actions give the terminal away, write to it, and leave the screen, while it is mounted. */
export const useTerminal = (): void => {
	const {terminal} = useClient();
	const ground = useContext(GroundContext);
	const {exit, suspendTerminal} = useApp();
	const {stdin} = useStdin();

	useEffect(() => {
		if (ground === undefined) {
			return undefined;
		}

		const {cells, setWaiting, stopProgram} = ground;
		const suspend = async (work: () => Promise<void>): Promise<void> => {
			await cells.settled(answersWithinMs);
			await suspendTerminal(async () => {
				cells.setListening(false);
				await stopReading(stdin);
				await cells.settled(answersWithinMs);
				setWaiting(true);
				try {
					await work();
				} finally {
					setWaiting(false);
				}
			});
			cells.setListening(true);
		};

		// Before Ink reads keys, an answer of the terminal would be drawn by the terminal itself.
		cells.setListening(true);

		const letGo = terminal.holdBy({
			suspend,
			stop: async () => suspend(stopProgram),
			redraw: cells.redraw,
			write: cells.write,
			setModes: cells.setModes,
			quit: () => void cells.settled(answersWithinMs).then(() => exit()),
		});

		return () => {
			letGo();
			cells.setListening(false);
		};
	}, [terminal, ground, exit, suspendTerminal, stdin]);
};

// Ink takes its listener away and lets the stream read on: keys would go now to whoever has the terminal, now to us. A stream can
// be paused only in the turn after its last listener has gone, and Node stops reading from the terminal in the turn after that.
const stopReading = async (stdin: NodeJS.ReadableStream): Promise<void> => {
	await turn();
	stdin.pause();
	await turn();
};
