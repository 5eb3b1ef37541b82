-- AlterTable
ALTER TABLE "funnel_record" ADD COLUMN     "channel_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "lead_source" TEXT NOT NULL DEFAULT '';
