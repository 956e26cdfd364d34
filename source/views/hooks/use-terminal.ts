import {useApp, useStdout} from 'ink';
import {useEffect} from 'react';
import {useClient} from './use-client.js';

// A line that a terminal finds wider than we do is cut at the edge then, and does not push down all that is below it.
const withoutWrapping = '\u001B[?7l';
const withWrapping = '\u001B[?7h';

/** Lets actions give the terminal away, and leave the screen, while it is mounted. */
export const useTerminal = (): void => {
	const {terminal} = useClient();
	const {exit, suspendTerminal} = useApp();
	const {stdout} = useStdout();

	useEffect(() => {
		stdout.write(withoutWrapping);
		const letGo = terminal.holdBy({
			async suspend(work) {
				await suspendTerminal(async () => {
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
	}, [terminal, exit, suspendTerminal, stdout]);
};
