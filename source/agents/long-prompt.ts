/** Bytes; Linux takes 128 KiB in one argument, and what leads the prompt there needs none of them. */
const longest = 120_000;

type Short = {
	readonly prompt: string;
	/** What goes into the run's folder for it. */
	readonly files: Readonly<Record<string, string>>;
};

/**
A prompt for clients that take it in one argument with something else, `--prompt=…`: one that is too long for an argument becomes one that
names the file it is in.
*/
export const shortened = (folder: string, prompt: string): Short =>
	new TextEncoder().encode(prompt).length <= longest
		? {prompt, files: {}}
		: {
				prompt: `What you are to do is in the file ${folder}/${fileName}. Read all of it first.`,
				files: {[fileName]: prompt},
			};

const fileName = 'long-prompt.md';
