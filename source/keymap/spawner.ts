import {spawnerPart, whyNoChoice} from '../client/select/spawner.js';
import type {Binding, Scope} from './binding.js';

/** While it is asked who opens the windows of a server that has them opened by others. */
export const windowKeys: Scope = {
	title: 'Who opens windows',
	bindings: [
		{
			id: 'windows.open',
			keys: ['I'],
			help: "Open agents' windows from here",
			inFooter: true,
			needs: 'orders',
			changes: true,
			act: async ({actions}) => actions.openWindowsHere(true),
		},
		{
			id: 'windows.leave',
			keys: ['esc'],
			help: 'Leave them to the other program; :spawner changes that',
			label: () => 'Leave them to the other program',
			inFooter: true,
			act: async ({actions}) => actions.openWindowsHere(false),
		},
	],
};

/** The same at any other time. */
export const spawnerKey: Binding = {
	id: 'server.spawner',
	keys: [],
	help: "Open agents' windows for this server from here, or leave them to others",
	label: state =>
		spawnerPart(state)?.role === 'host' ? "Leave agents' windows to others" : "Open agents' windows from here",
	needs: 'orders',
	changes: true,
	whyNot: whyNoChoice,
	confirm(state) {
		const {role, others, isStrange} = spawnerPart(state) ?? {};
		return role === 'host' || (others === 0 && isStrange !== true)
			? undefined
			: isStrange === true
				? "Open agents' windows from here? The server may be another user's, and says which programs run as you"
				: "Open agents' windows from here? A program that opens them, too, has a second agent work on each session";
	},
	act: async ({state, actions}) => actions.openWindowsHere(spawnerPart(state)?.role !== 'host'),
};
