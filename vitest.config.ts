import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/long/**'],
		testTimeout: 20_000,
		maxWorkers: 2,
		// On a machine that others use, a real program can be late once. One that is late twice has something.
		retry: process.env.CI === 'true' ? 1 : 0,
	},
});
