import {argv, kill, pid} from 'node:process';
import {createHosts} from '../../source/dispatch/spawned/host.js';
import type {OpenOrder} from '../../source/domain/window-order.js';
import type {Multiplexer} from '../../source/multiplexer/multiplexer.js';
import {run} from '../../source/system/run.js';
import {talk} from '../../source/system/talk.js';
import {createTmux} from '../../source/tmux/tmux.js';

/**
An app that opens a window and is killed at a moment of it, or that takes the part of the one that does and then does nothing: for tests of
what the next one finds.
*/
const [moment, spawned, launcher, socket, text] = argv.slice(2);
const order = JSON.parse(text ?? '') as OpenOrder;
const tmux = createTmux({run, talk, session: 'maestro', socket, environment: process.env});

const die = (): never => {
	kill(pid, 'SIGKILL');
	throw new Error('It was to be dead by now');
};

const multiplexer: Multiplexer = {
	...tmux,
	async openWindow(window) {
		if (moment === 'before') {
			die();
		}

		const opened = await tmux.openWindow(window);
		return moment === 'after' ? die() : opened;
	},
};

const host = createHosts({
	multiplexers: {choose: async () => multiplexer, at: () => multiplexer},
	preferred: async () => undefined,
	paths: {spawned: spawned ?? ''},
	launcher: launcher ?? '',
	home: '/tmp',
	pid,
	run,
	clock: Date.now,
	random: Math.random,
})({
	url: 'http://localhost:4567',
	server: {statusOf: async () => 'working', stopped: async () => {}},
	report: console.log,
});

if (moment === 'hold') {
	console.log('release' in (await host.takePart()) ? 'took it' : 'somebody has it');
	setInterval(() => {}, 1000);
} else {
	await host.open(order);
	console.log('opened');
}
