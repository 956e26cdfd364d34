/**
How much is done of what could go on for long: a few, or in `npm run test:long` as many as say more. In CI, where every change is tested,
that does a few as well.
*/
export const extent = (few: number, many: number): number => (process.env.MAESTRO_LONG === 'true' ? many : few);
