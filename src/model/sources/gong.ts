import { array, float, integer, longText, reference, sourceId, text, timestamp } from "../columns";
import { sourceTables } from "./source";

const table = sourceTables("GONG_DATA", "gong", "hourly");

const call = reference("CALL_ID", "GONG_DATA.CALLS.CALL_ID", "The call", 100);

export const gongTables = [
  table("CALLS", {
    comment: "Recorded calls",
    entityType: "call",
    columns: [
      sourceId("CALL_ID", "The call in Gong"),
      text("TITLE", 500, "Title", { embedded: true }),
      timestamp("STARTED_AT", "When it began"),
      integer("DURATION_SECONDS", "How long it lasted, in seconds"),
      text("DIRECTION", 50, "Inbound, Outbound, Conference or Unknown"),
      text("LANGUAGE", 10, "Language spoken, as an ISO 639 code"),
      text("URL", 2000, "Address of the recording"),
      text("PRIMARY_USER_EMAIL", 255, "E-mail address of the host", { pii: "high" }),
      reference("HUBSPOT_DEAL_ID", "HUBSPOT_DATA.DEALS.DEAL_ID", "Deal the call is about", 100),
      reference("HUBSPOT_COMPANY_ID", "HUBSPOT_DATA.COMPANIES.COMPANY_ID", "Company the call is with", 100),
      array("PARTICIPANTS", "E-mail addresses of those present, as texts", { pii: "high" }),
      longText("TRANSCRIPT", "Whole transcript; searched by segment in CALL_TRANSCRIPTS", { pii: "high" }),
      text("SUMMARY", 4000, "What was said, in a paragraph", { embedded: true, pii: "high" }),
      array("ACTION_ITEMS", "What was promised, as texts", { embedded: true, pii: "high" }),
      float("SENTIMENT_SCORE", "Mood, from -1 to 1"),
    ],
  }),
  table("CALL_PARTICIPANTS", {
    comment: "Who was on a call, a row a person",
    entityType: "call_participant",
    columns: [
      sourceId("PARTICIPANT_ID", "The person on this call in Gong"),
      call,
      text("FULL_NAME", 255, "Name", { pii: "low" }),
      text("EMAIL", 255, "E-mail address", { pii: "high" }),
      text("PARTICIPANT_TYPE", 50, "Internal or external"),
      text("ROLE", 255, "Job title", { pii: "low" }),
      text("COMPANY_NAME", 255, "Company of the person"),
      integer("TALK_TIME_SECONDS", "How long the person spoke, in seconds"),
      reference("HUBSPOT_CONTACT_ID", "HUBSPOT_DATA.CONTACTS.CONTACT_ID", "The person in HubSpot", 100),
    ],
  }),
  table("CALL_TRANSCRIPTS", {
    comment: "What was said on a call, a row a segment",
    entityType: "call_transcript",
    columns: [
      sourceId("TRANSCRIPT_ID", "The segment"),
      call,
      integer("SEGMENT_NUMBER", "Place of the segment in the call, from 1"),
      text("SPEAKER_NAME", 255, "Who speaks", { pii: "low" }),
      text("SPEAKER_EMAIL", 255, "E-mail address of the speaker", { pii: "high" }),
      float("START_SECONDS", "Start of the segment, in seconds from the start of the call"),
      float("END_SECONDS", "End of the segment, in seconds from the start of the call"),
      longText("TEXT", "What was said", { embedded: true, pii: "high" }),
    ],
  }),
  table("CALL_TOPICS", {
    comment: "What a call was about, a row a topic",
    entityType: "call_topic",
    columns: [
      sourceId("TOPIC_ID", "The topic of this call"),
      call,
      text("TOPIC_NAME", 255, "Topic"),
      integer("DURATION_SECONDS", "How long it was talked about, in seconds"),
    ],
  }),
];
