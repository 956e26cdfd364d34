import type {Actions} from '../client/actions/index.js';
import type {Chosen} from '../client/actions/several.js';
import type {Need} from '../client/cannot.js';
import type {State} from '../client/state/index.js';
import type {Store} from '../client/store.js';

export type Context = {
	/** As it was when the key was pressed. */
	readonly state: State;
	readonly send: Store['send'];
	readonly key: string;
};

export type ActContext = Context & {
	readonly actions: Actions;
	/** As it is by now: whoever has gone on since is left alone. */
	readonly now: () => State;
};

/**
A key, or several, with what they do. It is all there is about them: handling, footer, help and documentation come from it.
*/
export type Binding = {
	/** A promise to the operator's settings: it never changes. */
	readonly id: string;
	readonly keys: readonly string[];
	/** Every key means this, but Ctrl+C. */
	readonly takesAny?: boolean;
	/** Why its keys cannot be set. */
	readonly whyFixed?: string;
	/** An imperative without a full stop. */
	readonly help: string;
	readonly inFooter?: boolean;
	/** What it does on this very row, where that differs from row to row. */
	readonly label?: (state: State) => string;
	/** What the server has to be able to do. Where this one never can, it is offered nowhere but in the help, with the reason. */
	readonly needs?: Need;
	/** It changes something beyond this screen, or has it changed: not from one that is read-only. */
	readonly changes?: boolean;
	/** Held down, it goes on; such keys are never taken for typing. */
	readonly repeats?: boolean;
	readonly whyNot?: (state: State) => string | undefined;
	/** The question before something is done that cannot be taken back. */
	readonly confirm?: (state: State) => string | undefined;
	/** What it is about. A yes counts only while that is still the same. */
	readonly subject?: (state: State) => string | undefined;
	/** What changes on the screen alone, at once; it can be taken back by putting the screen back. */
	readonly run?: (context: Context) => void;
	/** What leaves the screen. It waits until it is sure that nobody was typing. */
	readonly act?: (context: ActContext) => Promise<void>;
};

/** Bindings that are live together. */
export type Scope = {
	readonly title: string;
	readonly bindings: readonly Binding[];
};

type On<Item> = {
	readonly whyNot?: (item: Item, state: State) => string | undefined;
	readonly confirm?: (item: Item, state: State) => string | undefined;
	readonly label?: (item: Item, state: State) => string;
	readonly run?: (item: Item, context: Context) => void;
	readonly act?: (item: Item, context: ActContext) => Promise<void>;
};

/**
For bindings that are about something selected: they get it handed, and say `reason` where there is none.
*/
export const needing =
	<Item extends {readonly id: string}>(select: (state: State) => Item | undefined, reason: string) =>
	({
		whyNot,
		confirm,
		label,
		run,
		act,
	}: On<Item>): Pick<Binding, 'whyNot' | 'confirm' | 'label' | 'subject' | 'run' | 'act'> => {
		const given = <Result>(state: State, use: (item: Item) => Result, otherwise: Result): Result => {
			const item = select(state);
			return item === undefined ? otherwise : use(item);
		};

		return {
			whyNot: state => given(state, item => whyNot?.(item, state), reason),
			subject: state => select(state)?.id,
			...(confirm && {confirm: state => given(state, item => confirm(item, state), undefined)}),
			...(label && {label: state => given(state, item => label(item, state), reason)}),
			...(run && {run: context => given(context.state, item => run(item, context), undefined)}),
			...(act && {act: async context => given(context.state, async item => act(item, context), Promise.resolve())}),
		};
	};

type OnAll<Item> = {
	/** Of each by itself: those that cannot are left out while there is one that can. */
	readonly whyNot?: (item: Item, state: State) => string | undefined;
	readonly confirm?: (items: readonly Item[], state: State) => string | undefined;
	readonly label?: (items: readonly Item[], state: State) => string;
	readonly run?: (chosen: Chosen<Item>, context: Context) => void;
	readonly act?: (chosen: Chosen<Item>, context: ActContext) => Promise<void>;
};

/**
The same for what makes sense for several at once: those that are marked, or the selected one. `select` answers none where there is none.
*/
export const needingAll =
	<Item extends {readonly id: string}>(select: (state: State) => readonly Item[], reason: string) =>
	({whyNot, confirm, label, run, act}: OnAll<Item>): ReturnType<ReturnType<typeof needing>> => {
		const chosen = (state: State): Chosen<Item> => {
			const all = select(state).map(item => ({item, why: whyNot?.(item, state)}));
			return {
				items: all.flatMap(({item, why}) => (why === undefined ? [item] : [])),
				left: all.flatMap(({item: {id}, why}) => (why === undefined ? [] : [{id, why}])),
			};
		};

		const whyNone = (state: State): string | undefined => {
			const {items, left} = chosen(state);
			const why = left[0]?.why ?? reason;
			return items.length > 0 ? undefined : left.length > 1 ? `None of the ${left.length} marked: ${why}` : why;
		};

		return {
			whyNot: whyNone,
			subject(state) {
				const all = select(state);
				return all.length === 0 ? undefined : all.map(({id}) => id).join(' ');
			},
			...(confirm && {confirm: state => withSome(chosen(state).items, items => confirm(items, state), undefined)}),
			...(label && {label: state => withSome(chosen(state).items, items => label(items, state), reason)}),
			...(run && {run: context => run(chosen(context.state), context)}),
			...(act && {act: async context => act(chosen(context.state), context)}),
		};
	};

const withSome = <Item, Result>(
	items: readonly Item[],
	use: (items: readonly Item[]) => Result,
	otherwise: Result,
): Result => (items.length === 0 ? otherwise : use(items));
