import {hostName, selectedHost} from '../client/select/hosts.js';
import {needing, type Scope} from './binding.js';

export const hostKeys: Scope = {
	title: 'Hosts',
	bindings: [
		{
			id: 'host.open',
			keys: ['enter'],
			help: 'Show its sessions',
			inFooter: true,
			...needing(
				selectedHost,
				'No server is known yet',
			)({
				run: ({server}, {send}) =>
					send(
						{event: 'list:opened', data: {screen: 'sessions'}},
						{event: 'filter:changed', data: {list: 'sessions', text: `host:${hostName(server)}`}},
					),
			}),
		},
		{
			id: 'host.measure',
			keys: ['R'],
			help: 'Measure the way there, and ask what it has, again',
			label: () => 'Measure again',
			inFooter: true,
			needs: 'server',
			run: ({send}) => send({event: 'host:asked'}),
		},
	],
};
