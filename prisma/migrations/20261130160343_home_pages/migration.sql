-- AlterTable
ALTER TABLE "person" ADD COLUMN     "home_pages" TEXT;
