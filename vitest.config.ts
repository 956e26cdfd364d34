import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/**/*.test.{ts,tsx}'],
		exclude: ['test/long/**'],
		testTimeout: 20_000,
		maxWorkers: 2,
	},
});
