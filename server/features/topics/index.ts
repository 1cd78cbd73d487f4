export type { TopicChoice } from "./choice.core.ts";
export { planTopics, topicRefusedAmong, topicsOf, topicsSaidBy, wantsTopic } from "./choices.ts";
export { topicRefused } from "./refused.ts";
export { cardTopicRoutes, memberTopicRoutes } from "./routes.ts";
