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

const remember = <const Inputs extends readonly unknown[], Built>(
	selectors: Selectors<Inputs>,
	build: (inputs: Inputs, state: State) => Built,
): ((state: State) => Built) => {
	let last: {readonly inputs: Inputs; readonly built: Built} | undefined;

	return state => {
		// The cast: mapping a tuple gives an array, and the type of each member is what its selector gives.
		const inputs = selectors.map(select => select(state)) as unknown as Inputs;
		if (last === undefined || inputs.some((input, index) => !Object.is(input, last?.inputs[index]))) {
			last = {inputs, built: build(inputs, state)};
		}

		return last.built;
	};
};
