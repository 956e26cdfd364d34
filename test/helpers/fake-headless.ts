import path from 'node:path';
import type {Headless, HeadlessCommand, HeadlessState} from '../../source/dispatch/headless.js';

export type FakeHeadless = Headless & {
	/** What was started in the run's folder of this name. */
	readonly started: (runId: string) => HeadlessCommand | undefined;
	/** What its folder says from now on; whoever watches is told. */
	readonly become: (runId: string, state: HeadlessState) => void;
};

/**
Headless runs in memory. What becomes of them, the test says.
*/
export const createFakeHeadless = (clock: () => number = Date.now): FakeHeadless => {
	const commands = new Map<string, HeadlessCommand>();
	const states = new Map<string, HeadlessState>();
	const watchers = new Map<string, Set<() => void>>();
	const nameOf = (folder: string): string => path.basename(folder);

	const become = (runId: string, state: HeadlessState): void => {
		states.set(runId, state);
		for (const onChange of watchers.get(runId) ?? []) {
			onChange();
		}
	};

	return {
		started: runId => commands.get(runId),
		become,
		async start(folder, command) {
			const runId = nameOf(folder);
			if (!commands.has(runId)) {
				commands.set(runId, command);
				become(runId, {state: 'running', pid: 4000 + commands.size});
			}
		},
		look: async folder => states.get(nameOf(folder)) ?? {state: 'lost'},
		async stop(folder) {
			const runId = nameOf(folder);
			if (states.get(runId)?.state !== 'running') {
				return false;
			}

			become(runId, {state: 'ended', endedAt: clock(), signal: 15});
			return true;
		},
		watch(folder, onChange, signal) {
			const runId = nameOf(folder);
			const those = watchers.get(runId) ?? new Set();
			watchers.set(runId, those.add(onChange));
			signal.addEventListener('abort', () => those.delete(onChange));
		},
	};
};
