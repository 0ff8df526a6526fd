/** Names of topics: `c12` is a conversation, `p7` the stream of one profile. */
export const conversationTopic = (conversation: number) => `c${conversation}`;

export const profileTopic = (profile: number) => `p${profile}`;

/** The conversation of `c12`, or null for any other topic. */
export function conversationOf(topic: string): number | null {
  return topic.startsWith('c') ? Number(topic.slice(1)) : null;
}
