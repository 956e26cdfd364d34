import {defineConfig} from 'vitest/config';

export default defineConfig({
	test: {
		include: ['test/long/**/*.test.{ts,tsx}'],
		testTimeout: 600_000,
		maxWorkers: 1,
	},
});
