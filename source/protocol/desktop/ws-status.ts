import {z} from 'zod';
import {endpoint} from '../endpoint.js';

/** Who is connected to the live channel of a desktop server: it tells of each whether it is, and of nobody who it is (contract §1). */
export const wsStatus = endpoint({
	method: 'GET',
	path: '/ws-status',
	answer: z.looseObject({clients: z.array(z.looseObject({readyState: z.int()}))}),
});
