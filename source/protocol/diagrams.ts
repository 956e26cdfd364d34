import {z} from 'zod';
import {parseJson} from './read.js';

const element = z.looseObject({
	type: z.string(),
	text: z.string().optional().catch(undefined),
	isDeleted: z.boolean().optional().catch(undefined),
});

const drawing = z.looseObject({elements: z.array(z.unknown())});

/** What is drawn in a diagram of Excalidraw (contract §4), without what was deleted; nothing where it is none. */
export const readElements = (
	content: string,
): ReadonlyArray<{readonly type: string; readonly text?: string | undefined}> | undefined =>
	drawing.safeParse(parseJson(content)).data?.elements.flatMap(one => {
		const {data} = element.safeParse(one);
		return data === undefined || data.isDeleted === true ? [] : [data];
	});
