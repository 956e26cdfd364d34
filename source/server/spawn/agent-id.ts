/** Programs that have another name here. */
const agentsByTool: Readonly<Record<string, string>> = {'claude-code': 'claude'};

/** Our id of an agent program, which the real server may call something else (contract §4). */
export const agentIdOf = (tool: string): string =>
	Object.hasOwn(agentsByTool, tool) ? (agentsByTool[tool] ?? tool) : tool;
