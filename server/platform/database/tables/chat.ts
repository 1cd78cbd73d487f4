export interface ChatTables {
  chat_version: ChatVersionTable;
  offer_choice: OfferChoiceTable;
  offer_state: OfferStateTable;
}

export interface ChatVersionTable {
  version: number;
  words: string;
  made_at_ms: number;
  made_by: string;
}

export interface OfferChoiceTable {
  choice_id: string;
  line_user_id: string;
  wanted: number;
  words_version: number;
  source: string;
  chosen_at_ms: number;
  recorded_at_ms: number;
}

export interface OfferStateTable {
  line_user_id: string;
  wanted: number;
  chosen_at_ms: number;
}
