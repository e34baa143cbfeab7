import { array, boolean, integer, longText, reference, sourceId, text, timestamp } from "../columns";
import { sourceTables } from "./source";

const table = sourceTables("SLACK_DATA", "slack", "hourly");

const channel = reference("CHANNEL_ID", "SLACK_DATA.CHANNELS.CHANNEL_ID", "Channel", 100);

export const slackTables = [
  table("CHANNELS", {
    comment: "Channels the assistant may read",
    entityType: "channel",
    columns: [
      sourceId("CHANNEL_ID", "The channel in Slack"),
      text("NAME", 255, "Name without the leading #"),
      text("TOPIC", 1000, "Topic"),
      text("PURPOSE", 1000, "Purpose"),
      boolean("IS_PRIVATE", "Whether only members see it"),
      boolean("IS_ARCHIVED", "Whether it is closed"),
      integer("MEMBER_COUNT", "Members"),
    ],
  }),
  table("USERS", {
    comment: "Members of the workspace",
    entityType: "slack_user",
    columns: [
      sourceId("USER_ID", "The member in Slack"),
      text("REAL_NAME", 255, "Name", { pii: "low" }),
      text("DISPLAY_NAME", 255, "Name shown in messages", { pii: "low" }),
      text("EMAIL", 255, "E-mail address", { pii: "high" }),
      text("TITLE", 255, "Job title", { pii: "low" }),
      boolean("IS_BOT", "Whether it is a program"),
      boolean("IS_ACTIVE", "Whether the account is in use"),
    ],
  }),
  table("MESSAGES", {
    comment: "Messages, a row each",
    entityType: "message",
    columns: [
      sourceId("MESSAGE_ID", "Channel and time stamp of the message"),
      channel,
      reference("USER_ID", "SLACK_DATA.USERS.USER_ID", "Who wrote it", 100),
      longText("TEXT", "What was written", { embedded: true, pii: "high" }),
      text("THREAD_TS", 50, "Time stamp of the message that opened the thread"),
      timestamp("SENT_AT", "When it was sent"),
      integer("REPLY_COUNT", "Replies"),
      array("REACTIONS", "Names of the reactions, as texts"),
    ],
  }),
  table("CONVERSATIONS", {
    comment: "Threads summed up, a row a thread",
    entityType: "conversation",
    columns: [
      sourceId("CONVERSATION_ID", "Channel and time stamp of the first message"),
      channel,
      text("THREAD_TS", 50, "Time stamp of the first message"),
      text("TITLE", 500, "What it is about", { embedded: true, pii: "high" }),
      text("SUMMARY", 4000, "What was said, in a paragraph", { embedded: true, pii: "high" }),
      array("PARTICIPANT_IDS", "Members who took part (USERS.USER_ID)"),
      integer("MESSAGE_COUNT", "Messages"),
      timestamp("STARTED_AT", "When the first message was sent"),
      timestamp("ENDED_AT", "When the last message was sent"),
    ],
  }),
];
