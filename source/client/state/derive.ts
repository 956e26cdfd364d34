import type {State} from './index.js';

type Selectors<Inputs extends readonly unknown[]> = {
	readonly [Index in keyof Inputs]: (state: State) => Inputs[Index];
};

/**
A selector that builds something: it builds again only when one of its inputs is another value, and answers the same object
until then.
*/
export const derive = <const Inputs extends readonly unknown[], Built>(
	selectors: Selectors<Inputs>,
	build: (...inputs: Inputs) => Built,
): ((state: State) => Built) => remember(selectors, inputs => build(...inputs));

/** The same for what is built by selectors that take the whole state: they may look at nothing that the inputs do not tell of. */
export const deriveFrom = <const Inputs extends readonly unknown[], Built>(
	selectors: Selectors<Inputs>,
	build: (state: State) => Built,
): ((state: State) => Built) => remember(selectors, (_, state) => build(state));

/** The same as `derive`, for what is asked for of two states by turns: with the help or the palette open, and of the screen below. */
export const deriveByTurns = <const Inputs extends readonly unknown[], Built>(
	selectors: Selectors<Inputs>,
	build: (...inputs: Inputs) => Built,
): ((state: State) => Built) => remember(selectors, inputs => build(...inputs), 2);

const remember = <const Inputs extends readonly unknown[], Built>(
	selectors: Selectors<Inputs>,
	build: (inputs: Inputs, state: State) => Built,
	most = 1,
): ((state: State) => Built) => {
	type Entry = {readonly inputs: Inputs; readonly built: Built};
	let kept: readonly Entry[] = [];

	return state => {
		// The cast: mapping a tuple gives an array, and the type of each member is what its selector gives.
		const inputs = selectors.map(select => select(state)) as unknown as Inputs;
		const known = kept.find(entry => inputs.every((input, index) => Object.is(input, entry.inputs[index])));
		const found = known ?? {inputs, built: build(inputs, state)};
		if (found !== kept[0]) {
			kept = [found, ...kept.filter(entry => entry !== found)].slice(0, most);
		}

		return found.built;
	};
};
