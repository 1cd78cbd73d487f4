import { computed } from "@preact/signals";
import { language } from "../words.ts";

const ja = {
  title: "LINEで受け取るお知らせ",
  lead: "ご利用明細などのお取引のお知らせは、これとは別に届きます。",
  loading: "読み込んでいます",
  unread: "いまの設定を読み込めませんでした",
  again: "もう一度読み込む",
  offline: "通信できるところで変更できます",
  failed: "変更できませんでした。もう一度お試しください",
};

const en: typeof ja = {
  title: "Messages in LINE",
  lead: "Receipts and other notices about your purchases come in any case.",
  loading: "Loading",
  unread: "Your choices could not be loaded",
  again: "Load again",
  offline: "You can change this where there is a network",
  failed: "That did not work. Please try again",
};

export const topicScreenWords = computed(() => (language.value === "ja" ? ja : en));
