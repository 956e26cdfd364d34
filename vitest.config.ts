import {defineConfig} from 'vitest/config';
import {loops} from './vitest.loops.js';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/long/**', ...loops],
		// A machine that others use may be ten times slower for a while; what hangs is found all the same.
		testTimeout: process.env.CI === 'true' ? 90_000 : 20_000,
		// More than there are cores: much of the time real programs are waited for.
		maxWorkers: 4,
		// No module keeps anything, so files share a worker: that is a sixth of the time.
		isolate: false,
		// On a machine that others use, a real program can be late once. One that is late twice has something.
		retry: process.env.CI === 'true' ? 1 : 0,
	},
});
