import type {OpenBytes} from '../../system/byte-file.js';

/** How many bytes of output there are so far; none where the run has not begun to print. */
export const sizeOf = async (output: string, openBytes: OpenBytes): Promise<number> => {
	const file = await openBytes(output);
	try {
		return (await file?.size()) ?? 0;
	} finally {
		await file?.close();
	}
};
