import {once} from 'node:events';
import {setTimeout as pause} from 'node:timers/promises';

type Screen = {
	/** Gives the terminal away, stops the program, and comes back. */
	readonly stop: () => Promise<void>;
	/** The program went on after something else had stopped it. */
	readonly comeBack: () => void;
};

export type JobControl = {
	/** Stops the program as the shell's stop key does, and what it was started by with it; resolves when it goes on. */
	readonly stopProgram: () => Promise<void>;
	/** Does what a shell expects of its jobs, until the signal aborts. */
	readonly follow: (screen: Screen, signal: AbortSignal) => void;
};

/** A program without a shell above it cannot be stopped: it was not if it is still here then. */
const stopsWithinMs = 200;

/** What being a job of a shell asks of a program that has the terminal to itself. */
export const createJobControl = (): JobControl => {
	let isStopping = false;
	let stopFromOutside: (() => void) | undefined;

	return {
		async stopProgram() {
			isStopping = true;
			// With a listener the signal does not stop anything.
			const listener = stopFromOutside ?? (() => {});
			process.off('SIGTSTP', listener);
			const over = new AbortController();
			const goesOn = once(process, 'SIGCONT', {signal: over.signal}).catch(() => {});
			process.kill(0, 'SIGTSTP');
			await Promise.race([goesOn, pause(stopsWithinMs)]);
			over.abort();
			process.on('SIGTSTP', listener);
			isStopping = false;
			// A terminal tells of its new size only those who are in front.
			process.emit('SIGWINCH', 'SIGWINCH');
		},

		follow({stop, comeBack}, signal) {
			const onStop = (): void => void stop();
			const onGoOn = (): void => {
				if (!isStopping) {
					process.emit('SIGWINCH', 'SIGWINCH');
					comeBack();
				}
			};

			stopFromOutside = onStop;
			process.on('SIGTSTP', onStop);
			process.on('SIGCONT', onGoOn);
			signal.addEventListener('abort', () => {
				process.off('SIGTSTP', onStop);
				process.off('SIGCONT', onGoOn);
			});
		},
	};
};
