import type {Permission} from '../../domain/permission.js';
import type {ClientEvent} from '../event.js';

/** What is to be started: a task in a mode, with what the operator says besides. */
export type Order = {
	readonly taskId: string;
	readonly mode: string;
	/** What the mode says, else the usual one, unless given. */
	readonly agent?: string | undefined;
	readonly permission?: Permission | undefined;
	readonly words?: string | undefined;
	readonly extras: readonly string[];
	/** A work tree is made for the task where it has none. */
	readonly makesWorkTree: boolean;
	/** What is preferred on this host, unless given. */
	readonly multiplexer?: string | undefined;
};

/** The exact command that an order would run. */
export type DispatchPlan = {
	readonly order: Order;
	readonly command: readonly string[];
	readonly directory: string;
	readonly window: string;
	readonly isHeadless: boolean;
	readonly agent: string;
	/** A work tree would be made: the folder is that of it. */
	readonly makesWorkTree: boolean;
	readonly problem: string | undefined;
};

/** What is chosen so far for a dispatch. It is thrown away when its screen is left. */
export type DispatchForm = {
	readonly taskId: string;
	/** The mode's own, else the usual one, where none was chosen; so is the permission. */
	readonly agent: string | undefined;
	readonly permission: Permission | undefined;
	readonly words: string;
	readonly extras: readonly string[];
	readonly makesWorkTree: boolean;
	/** What the server was asked and has not answered yet. */
	readonly asked: {readonly what: 'plan' | 'start'; readonly order: Order; readonly about: About} | undefined;
	readonly plan: (DispatchPlan & {readonly about: About}) | undefined;
};

/** What an order was made from. Where one of these is another object by now, the order may mean something else. */
export type About = readonly unknown[];

export type FormChoice = Pick<DispatchForm, 'agent' | 'permission' | 'words' | 'extras' | 'makesWorkTree'>;

export const updateDispatchForm = (form: DispatchForm | undefined, event: ClientEvent): DispatchForm | undefined => {
	if (event.event === 'dispatch:opened') {
		return newForm(event.data.taskId);
	}

	if (form === undefined) {
		return undefined;
	}

	switch (event.event) {
		case 'dispatch:set': {
			return {...form, ...event.data};
		}

		case 'dispatch:asked': {
			return {...form, asked: event.data};
		}

		// An answer to what is not asked any more is dropped.
		case 'dispatch:planned': {
			const {asked} = form;
			return asked?.order === event.data.order
				? {...form, asked: undefined, plan: {...event.data, about: asked.about}}
				: form;
		}

		case 'dispatch:settled': {
			return form.asked?.order === event.data.order ? {...form, asked: undefined} : form;
		}

		default: {
			return form;
		}
	}
};

const newForm = (taskId: string): DispatchForm => ({
	taskId,
	agent: undefined,
	permission: undefined,
	words: '',
	extras: [],
	makesWorkTree: false,
	asked: undefined,
	plan: undefined,
});
