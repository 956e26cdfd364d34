import {defineConfig} from 'vitest/config';
import {loops} from './vitest.loops.js';

const isShort = process.env.CI === 'true';

export default defineConfig({
	test: {
		include: [
			'test/long/**/*.test.{ts,tsx}',
			...loops,
			// Of these `npm test` does a few rounds, and here they do many.
			...(isShort
				? []
				: [
						'test/client/graphemes.test.ts',
						'test/journeys/mouse.test.tsx',
						'test/zellij/zellij.test.ts',
						'test/views/{hostile-text,screens,states}.test.tsx',
					]),
		],
		env: isShort ? {} : {MAESTRO_LONG: 'true'},
		testTimeout: 600_000,
		maxWorkers: 1,
	},
});
