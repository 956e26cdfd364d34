import {constants} from 'node:os';
import {multiplexerContract} from '../contracts/multiplexer.js';
import {createFakeMultiplexer} from '../helpers/fake-multiplexer.js';

multiplexerContract('fake', async () => {
	const multiplexer = createFakeMultiplexer();
	return {
		multiplexer,
		program: async key => ({
			command: ['sh', '-c', 'read -r line'],
			exit: async exitCode => multiplexer.end(key, {exitCode}),
			show: async text => multiplexer.show(key, text),
		}),
		isPretended: true,
		crash: async () => multiplexer.crash(),
		kill: async ({key}, signal) => multiplexer.end(key, {signal: constants.signals[signal]}),
	};
});
