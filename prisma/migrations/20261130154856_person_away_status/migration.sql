-- AlterTable
ALTER TABLE "person" ADD COLUMN     "away_status" TEXT,
ADD COLUMN     "away_until" TIMESTAMPTZ(3);
