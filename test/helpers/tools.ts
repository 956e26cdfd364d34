import type {Tools} from '../../source/client/actions/tools.js';
import {createStore} from '../../source/client/store.js';
import {longAgo} from './builders.js';

const nobody = async () => Promise.reject(new Error('nothing of this is asked for'));

/** What actions are made of, where a test says only what it is about. */
export const toolsOf = (given: Partial<Tools> = {}): Tools => ({
	store: createStore(),
	call: nobody,
	refreshServer() {},
	reconnectServer() {},
	openWindowsHere() {},
	async releaseText() {},
	login: {logIn: nobody, logOut: nobody},
	multiplexerFor: () => undefined,
	terminal: {
		suspend: async work => work(),
		stop: async () => {},
		redraw() {},
		write() {},
		setModes() {},
		quit() {},
	},
	takeOver: async () => ({exitCode: 0}),
	openTerminal: nobody,
	preferredMultiplexer: async () => undefined,
	createKey: () => 'key',
	saveFile: async name => name,
	keyOf: bindingId => (bindingId === 'undo.take' ? 'z' : bindingId),
	clock: () => longAgo,
	throughMultiplexer: sequence => sequence,
	stopAfterMs: 10_000,
	editText: nobody,
	settleDrafts: async () => {},
	settings: {change: nobody, rebind: nobody, reset: nobody, resetAll: nobody},
	pause: async () => {},
	...given,
});
