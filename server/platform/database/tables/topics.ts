export interface TopicsTables {
  topic_choice: TopicChoiceTable;
  topic_state: TopicStateTable;
}

export interface TopicChoiceTable {
  choice_id: string;
  topic: "offers" | "reminders" | "news";
  line_user_id: string;
  wanted: number;
  text_version: string;
  source: "chat" | "card" | "staff";
  chosen_at_ms: number;
  recorded_at_ms: number;
}

export interface TopicStateTable {
  line_user_id: string;
  topic: "offers" | "reminders" | "news";
  wanted: number;
  chosen_at_ms: number;
}
