import {createChoice} from '../multiplexer/choose.js';
import {insideOf, type Sign} from '../multiplexer/inside.js';
import type {Multiplexer} from '../multiplexer/multiplexer.js';
import type {Multiplexers} from '../multiplexer/multiplexers.js';
import {listAncestors} from '../system/ancestors.js';
import {run} from '../system/run.js';
import {talk} from '../system/talk.js';
import {serverIn as tmuxIn} from '../tmux/inside.js';
import {createTmux} from '../tmux/tmux.js';
import {serverIn as zellijIn} from '../zellij/inside.js';
import {createZellij} from '../zellij/zellij.js';
import {pathsOf} from './home.js';

type Environment = Readonly<Record<string, string | undefined>>;

export type DriverOptions = {
	/** The session that windows are opened in. */
	readonly session: string;
	/** Which server of the multiplexer; the user's own unless given. */
	readonly address?: string | undefined;
	readonly environment: Environment;
};

type Driver = Sign & {
	readonly create: (options: DriverOptions) => Multiplexer;
};

// The order here is the order in which they are looked for.
export const drivers: readonly Driver[] = [
	{
		name: 'tmux',
		create: ({session, address, environment}) => createTmux({run, talk, session, environment, socket: address}),
		serverIn: tmuxIn,
	},
	{
		name: 'zellij',
		create: ({session, address, environment}) =>
			createZellij({run, session, environment, socket: address, registry: pathsOf(environment).windows}),
		serverIn: zellijIn,
	},
];

type Options = {
	/** The session that new windows are opened in. */
	readonly session: string;
	/** The name of the one that the operator has set. */
	readonly set?: string | undefined;
	readonly environment: Environment;
};

/**
The multiplexers that there are drivers for, as this terminal reaches them.
*/
export const createMultiplexers = ({session, set, environment}: Options): Multiplexers =>
	createChoice({
		drivers: drivers.map(({name, create}) => ({name, create: place => create({...place, environment})})),
		session,
		set,
		inside: async () => insideOf({signs: drivers, environment, ancestors: async () => listAncestors(run)}),
	});
