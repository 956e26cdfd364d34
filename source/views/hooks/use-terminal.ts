import {setImmediate as turn} from 'node:timers/promises';
import {useApp, useStdin, useStdout} from 'ink';
import {useEffect} from 'react';
import {useClient} from './use-client.js';

// A line that a terminal finds wider than we do is cut at the edge then, and does not push down all that is below it.
const withoutWrapping = '\u001B[?7l';
const withWrapping = '\u001B[?7h';

/** Lets actions give the terminal away, and leave the screen, while it is mounted. */
export const useTerminal = (): void => {
	const {terminal} = useClient();
	const {exit, suspendTerminal} = useApp();
	const {stdin} = useStdin();
	const {stdout} = useStdout();

	useEffect(() => {
		stdout.write(withoutWrapping);
		const letGo = terminal.holdBy({
			async suspend(work) {
				await suspendTerminal(async () => {
					await stopReading(stdin);
					stdout.write(withWrapping);
					await work();
					stdout.write(withoutWrapping);
				});
			},
			quit: () => exit(),
		});

		return () => {
			letGo();
			stdout.write(withWrapping);
		};
	}, [terminal, exit, suspendTerminal, stdin, stdout]);
};

// Ink takes its listener away and lets the stream read on: keys would go now to whoever has the terminal, now to us. A stream can
// be paused only in the turn after its last listener has gone, and Node stops reading from the terminal in the turn after that.
const stopReading = async (stdin: NodeJS.ReadableStream): Promise<void> => {
	await turn();
	stdin.pause();
	await turn();
};
