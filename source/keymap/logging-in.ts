import {askPassword} from '../client/feeds/ask-password.js';
import {hostName} from '../client/select/hosts.js';
import type {State} from '../client/state/index.js';
import {lineToDraw} from '../client/text.js';
import type {Binding} from './binding.js';

const isLoggedIn = ({connection}: State): boolean =>
	connection.phase === 'open' && connection.server?.access?.kind === 'login';

/** One key for both ways, as there is only ever one of them to go. */
export const logInKey: Binding = {
	id: 'server.log-in',
	keys: ['L'],
	help: 'Log in to the server, or out of it',
	label: state => (isLoggedIn(state) ? 'Log out' : 'Log in'),
	whyNot: state =>
		state.connection.phase === 'locked' || isLoggedIn(state)
			? undefined
			: state.connection.phase === 'open'
				? 'This server asks for no password'
				: 'No server asks for a password',
	confirm: state =>
		isLoggedIn(state)
			? `Log out of ${lineToDraw(hostName(state.connection.server ?? {url: ''}))}? Its password is asked for the next time.`
			: undefined,
	subject: ({connection}) => connection.server?.url,
	run({state, send}) {
		if (state.connection.phase === 'locked') {
			send(askPassword(state.connection.url));
		}
	},
	async act({state, actions}) {
		const url = state.connection.server?.url;
		if (isLoggedIn(state) && url !== undefined) {
			await actions.logOut(url);
		}
	},
};
