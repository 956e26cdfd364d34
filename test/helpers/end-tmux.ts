import {expect} from 'vitest';
import {run} from '../../source/system/run.js';
import {eventually} from './eventually.js';

/**
Ends the tmux server of an environment, and waits until what ran in its panes has ended, too. An app that ends with its terminal
writes down where it was, and would make the folder anew that the test takes away.
*/
export const endTmux = async (environment: Readonly<Record<string, string | undefined>>): Promise<void> => {
	const {stdout} = await run('tmux', ['list-panes', '-a', '-F', '#{?pane_dead,,#{pane_pid}}'], {environment});
	await run('tmux', ['kill-server'], {environment});
	for (const pid of stdout.split('\n').filter(line => line !== '')) {
		await eventually(() => expect(() => process.kill(Number(pid), 0)).toThrow());
	}
};
