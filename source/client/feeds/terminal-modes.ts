import type {State} from '../state/index.js';
import type {Store} from '../store.js';
import type {Terminal, TerminalModes} from '../terminal.js';

type Options = {
	readonly store: Pick<Store, 'get' | 'subscribe'>;
	readonly terminal: Pick<Terminal, 'setModes'>;
	readonly signal: AbortSignal;
};

/** Has the terminal tell what the settings need of it. */
export const followTerminalModes = ({store, terminal, signal}: Options): void => {
	let last: TerminalModes | undefined;

	const look = (): void => {
		const modes = modesFor(store.get());
		if (modes.mouse !== last?.mouse || modes.focus !== last.focus) {
			last = modes;
			terminal.setModes(modes);
		}
	};

	look();
	signal.addEventListener('abort', store.subscribe(look), {once: true});
};

const modesFor = ({settings: {values}, surroundings: {terminal}}: State): TerminalModes => ({
	// What is read aloud has no places to click on.
	mouse: values.mouse && !terminal.isSpoken,
	focus: values.notify !== 'none' && !values.quiet,
});
