import type {Binding} from './binding.js';

/** Screens that are opened above the lists, whatever is selected there. */
export const placeBindings: readonly Binding[] = [
	{
		id: 'screen.hosts',
		keys: ['H'],
		help: 'Show the server that this is of, and how far away it is',
		label: () => 'Hosts',
		run: ({send}) => send({event: 'screen:opened', data: {screen: 'hosts'}}),
	},
	{
		id: 'screen.docs',
		keys: ['B'],
		help: 'Show the documents that agents left',
		label: () => 'Documents',
		needs: 'docs',
		run: ({send}) => send({event: 'screen:opened', data: {screen: 'docs'}}),
	},
	{
		id: 'screen.members',
		keys: ['M'],
		help: 'Show the team members that sessions are started as',
		label: () => 'Team members',
		needs: 'team-members',
		run: ({send}) => send({event: 'screen:opened', data: {screen: 'members'}}),
	},
	{
		id: 'screen.settings',
		keys: [','],
		help: 'Open the settings',
		run: ({send}) => send({event: 'screen:opened', data: {screen: 'settings'}}),
	},
];
