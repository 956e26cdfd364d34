/** One message of a transcript, as the desktop server reads it. */
export type Turn = {
	readonly source: 'assistant' | 'user';
	readonly timestamp: number;
	/** Empty where it only used a tool. */
	readonly text: string;
	readonly tools: readonly string[];
	readonly model: string | undefined;
	readonly tokens: {
		readonly input: number;
		readonly output: number;
		readonly cacheCreate: number;
		readonly cacheRead: number;
	};
};

type Part = {readonly type: string; readonly text?: string; readonly name?: string};

type Line = {
	readonly type: 'assistant' | 'user';
	readonly timestamp: string;
	readonly message: {
		readonly content: string | readonly Part[];
		readonly model?: string;
		readonly usage?: Readonly<Record<string, number>>;
	};
};

/** What was said in a session, of the JSON lines that its agent wrote. What tools answered nobody said. */
export const readTranscript = (content: string): readonly Turn[] =>
	content
		.split('\n')
		.filter(line => line !== '')
		.map(line => JSON.parse(line) as Line)
		.filter(({message}) => !partsOf(message.content).some(({type}) => type === 'tool_result'))
		.map(({type: source, timestamp, message: {content: said, model, usage = {}}}) => ({
			...{source, timestamp: Date.parse(timestamp), model},
			text: partsOf(said)
				.map(({text = ''}) => text)
				.join(''),
			tools: partsOf(said).flatMap(({type, name}) => (type === 'tool_use' && name !== undefined ? [name] : [])),
			tokens: {
				input: usage.input_tokens ?? 0,
				output: usage.output_tokens ?? 0,
				cacheCreate: usage.cache_creation_input_tokens ?? 0,
				cacheRead: usage.cache_read_input_tokens ?? 0,
			},
		}));

const partsOf = (content: string | readonly Part[]): readonly Part[] =>
	typeof content === 'string' ? [{type: 'text', text: content}] : content;
